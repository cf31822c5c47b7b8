"""Stage ``evaluation``: precision, recall, F1 and accuracy of records against gold."""

from kg.evaluation.evaluate import PARTS, Result, TextMismatchError, evaluate
from kg.evaluation.gold import Gold, GoldError, read_gold, read_records
from kg.evaluation.table import lines

__all__ = ["PARTS", "Gold", "GoldError", "Result", "TextMismatchError", "evaluate", "lines", "read_gold", "read_records"]
