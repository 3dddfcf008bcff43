menu-call = 👤 Позвать менеджера
menu-placeholder = Вопрос менеджеру или кнопка ниже
cmd-start = Главное меню
cmd-call = Позвать менеджера
cmd-lang = Язык / Language
lang-choose = Выберите язык
lang-set = Готово, язык — русский.
