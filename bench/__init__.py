"""The benchmarks: `make bench`."""

import os

# Only so that the product's modules can be imported; what is measured runs on its own settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teamflow.settings_test")
