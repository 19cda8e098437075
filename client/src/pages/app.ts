// On every page.
import 'htmx.org'
