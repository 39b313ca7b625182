"""Web archives come in, WARC files of others' crawls; what of them may matter is stored like fetched pages."""
