import '../tasks/intake/intake'
