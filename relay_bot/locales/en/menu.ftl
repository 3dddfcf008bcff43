menu-call = 👤 Call manager
menu-placeholder = Ask your manager or use a button
cmd-start = Main menu
cmd-call = Call manager
cmd-lang = Language / Язык
lang-choose = Choose a language
lang-set = Done, the language is English.
