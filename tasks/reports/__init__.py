"""Reports: what was asked, the arithmetic, and the shape of an answer. Knows no database."""
