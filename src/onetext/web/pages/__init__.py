"""One module per page: a view reads the request, asks its `OpenCase`, renders.

Nothing here imports `onetext.storage`, `onetext.record` or `onetext.wiring`: the record is reached
through `request.desk` and `opened` alone. Each module lists its `routes`; arguments of routes are
named after what they identify (`case`, `text`, `point`, `party`, ...), because the test of
non-interference walks every route with the ids of a case.
"""
