import '../portable/export'
