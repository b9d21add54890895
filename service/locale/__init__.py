"""The languages of the pages: catalogues of messages, who reads, and dates and numbers as the reader has them."""
