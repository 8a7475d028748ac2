"""Pages of a list. In a module of its own: the settings name it, and the views import the settings."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """A hundred a page, up to a thousand where asked."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000
