from django.http import HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST")
PUBLIC = "/information/"  # what a school publishes for everybody


class MethodsMiddleware:
    """The product is read with GET and written with POST; no page has to think of another method."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


class PublicPagesMiddleware:
    """What a school publishes is the same for everybody: these pages know no session, set no cookie, and may be kept by
    proxies under their address alone."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PUBLIC):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        others = [name for name in response.get("Vary", "").split(", ") if name not in ("", "Cookie")]
        del response["Vary"]
        if others:
            response["Vary"] = ", ".join(others)
        return response
