"""The words of titles: a sentence cut to terms, its phrases found, counted and weighed."""
