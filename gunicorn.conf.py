"""What every gunicorn that serves this product takes, whatever its command line says besides."""

# No access log is kept. Should somebody turn one on, it has the path alone: the query holds the words that people search
# children's records by, and an address that one came from may hold them too.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
