app_name = "visitor"
urlpatterns = []
