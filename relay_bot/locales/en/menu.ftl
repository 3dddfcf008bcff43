menu-call = 👤 Call manager
menu-placeholder = Ask your manager or use a button
cmd-start = Main menu
cmd-call = Call manager
cmd-lang = Language / Язык
lang-choose = Choose a language
lang-set = Done, the language is English.
help-private =
    Write any question here: your manager will see it.
    /new — a new waybill
    /claim — file a claim
    /call — call the manager
    /docs — my waybills and claims
    /del as a reply to your message — take it back
    /cancel — cancel the form
    /lang — language, язык
