app_name = "annual"
urlpatterns = []
