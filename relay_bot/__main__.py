"""python -m relay_bot"""

from relay_bot.cli import app

if __name__ == "__main__":
    app(prog_name="relay-bot")
