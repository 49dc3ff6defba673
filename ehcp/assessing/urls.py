app_name = "ehcna"
urlpatterns = []
