app_name = "ehcvisitor"
urlpatterns = []
