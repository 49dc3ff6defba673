app_name = "ehc"
urlpatterns = []
