"""The report of agreement, from what it counts to what a page shows; `annotations.workflow.reporting` is the
way in. The figures themselves are the core's, `annotations.agreement`.
"""
