"""`make shuffle`: rows that stand equal in an order, or that no order was asked for, come in any order. What a page says must
not change with it: Postgres promises no order that was not asked for, and takes another as tables grow."""

from django.db.models.sql import compiler

_as_sql = compiler.SQLCompiler.as_sql


def _shuffled(self, with_limits=True, with_col_aliases=False):
    query, meta = self.query, self.query.get_meta()
    in_groups = query.distinct or query.combinator or query.group_by is not None
    selects = type(self).__name__ == "SQLCompiler" and not query.subquery and not with_col_aliases
    if selects and not in_groups and "?" not in query.order_by:
        usual = meta.ordering if meta and query.default_ordering else ()
        query.order_by = (*(query.order_by or usual), "?")
    return _as_sql(self, with_limits, with_col_aliases)


compiler.SQLCompiler.as_sql = _shuffled
