import '../reports/dashboards'
