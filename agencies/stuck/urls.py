app_name = "stuck"
urlpatterns = []
