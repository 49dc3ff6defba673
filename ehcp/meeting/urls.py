app_name = "annualmeeting"
urlpatterns = []
