"""The query language: `assignee:me priority>=high due<+7d (label:bug or type:Bug)`."""
