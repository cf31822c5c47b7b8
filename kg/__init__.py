"""kg: China's law-based-government reports as data.

The path of a report, a stage a folder: ``reading`` → ``structure`` → ``extraction`` → ``linking`` → ``facts`` → ``graph`` →
``site``. One record, :class:`kg.records.Report`, passes through all of them; ``ontology`` holds what they know of the domain.
"""

__version__ = "0.1.0"
