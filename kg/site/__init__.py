"""Stage ``site``: the reports as pages that open from the disk, need no network, and lead every fact to its sentence."""

from kg.site.ontology_page import ontology_page
from kg.site.write import write_site

__all__ = ["ontology_page", "write_site"]
