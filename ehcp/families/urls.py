app_name = "ehcfamily"
urlpatterns = []
