import '../tasks/across/my-work'
