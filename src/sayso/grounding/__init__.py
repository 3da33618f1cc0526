"""What the cells of claims stand for: places, times and quantities. Takes a document and its tree, gives mentions with rivals and reasons; knows no ledger."""
