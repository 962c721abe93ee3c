"""Parts of documents that several reports and the web desk share."""
