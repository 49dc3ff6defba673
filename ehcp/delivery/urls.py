app_name = "ehcdelivery"
urlpatterns = []
