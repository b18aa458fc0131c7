"""Languages: which ones exist and how they are written, the catalogs of what the pages say, and clock times, dates
and durations as people of a language read them. Texts of a site (topics, notices) do not live here: they come from
the site's own tables as mappings. Everybody above may import this room; it imports only Babel and the standard
library."""
