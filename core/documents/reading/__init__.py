"""The text of documents that people bring: PDF, Word, OpenDocument and plain text, within limits."""
