import '../reports/reports-page'
