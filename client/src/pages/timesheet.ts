import '../tasks/effort/timesheet'
