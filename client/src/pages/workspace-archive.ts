import '../portable/archive'
