"""python -m sendsys.services run|env|demo"""

import argparse
import shlex
import sys

from sendsys.services.demo import demo
from sendsys.services.layout import Layout, data_root
from sendsys.services.runner import run
from sendsys.services.running import running_services


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m sendsys.services", description=__doc__)
    commands = top.add_subparsers(dest="do", required=True)
    runs = commands.add_parser("run", help="run a command with the servers up: run [options] -- COMMAND ...")
    runs.add_argument("--fast", action="store_true", help="for tests: no safety against power cuts")
    runs.add_argument("command", nargs="+", metavar="COMMAND")
    shows = commands.add_parser("env", help="print the addresses of running servers, for a shell to read")
    demos = commands.add_parser("demo", help="run the product with invented schools until Ctrl-C")
    demos.add_argument("--reset", action="store_true", help="begin again with an empty database")
    demos.add_argument("--port", type=port_number, default=8000)
    demos.add_argument("--host", default="127.0.0.1")
    for command in (runs, shows, demos):
        command.add_argument("--data", help="the data folder (default: $SENDSYS_DATA, else var)")
    return top


def port_number(word: str) -> int:
    if not (word.isdigit() and 0 < int(word) < 65536):
        raise argparse.ArgumentTypeError(f"{word} is not a port: give a number from 1 to 65535")
    return int(word)


def show_env(data: str | None) -> int:
    layout = Layout(data_root(data))
    services = running_services(layout) if layout.run.exists() else None
    if services is None:
        print(f"No servers are running on {layout.root}. Start them: make demo", file=sys.stderr)
        return 1
    for name, value in services.env.items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


def main() -> int:
    args = parser().parse_args()
    try:
        if args.do == "run":
            return run(args.command, data=args.data, fast=args.fast)
        if args.do == "env":
            return show_env(args.data)
        return demo(host=args.host, port=args.port, data=args.data, reset=args.reset)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
