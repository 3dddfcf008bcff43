board-head = <b>Сводка</b> · обновлено { $time }
board-behind = 🐢 В группу ещё не дошли сообщения: { $n }, самое давнее ждёт { $time }
board-calls = 🔔 Вызовы: { $n }
board-wait = ❗️ Ждут ответа: { $n }
board-claims = ⚠️ Претензий открыто: { $n }, ближайший срок { $due }
board-drafts = ⏳ Не закончили: { $n }
board-row = { $i }. <a href="{ $link }">{ $client }</a> — { $wait }
board-empty = Все ответы даны.
card-call_waiting = ⏱ Ждёт { $minutes } мин
call-offhours = Сейчас нерабочее время. { $manager } ответит { $when }. Вопрос можно оставить уже сейчас.
call-substitute = { $manager } отсутствует до { $date } включительно. Вам ответит { $substitute }.
# What texts.md leaves open: rows without a topic, long blocks, times in words.
board-row_unlinked = { $i }. { $client } — { $wait }
board-next = 👉 <b>Дальше:</b> { $client } — { $detail }
board-next_call = 👉 <b>Дальше:</b> { $client } — вызов, { $detail }
board-none = Здесь никого нет.
board-page = { $page } из { $pages }
btn-snooze = 💤 На 2 часа
wait-until = до { $time }
board-more = и ещё { $n }
board-claim = { $icon } { $number }, { $left }
board-draft_waybill = накладная, { $time }
board-draft_claim = претензия, { $time }
card-call_waiting_long = ⏱ Ждёт { $time }
card-call_for = Вместо { GENDER($manager) ->
    [none] менеджера { $manager }
   *[other] { GENT($manager) }
 } (отсутствует до { $date } включительно)
call-away = { $manager } отсутствует до { $date } включительно и ответит { $when }. Вопрос можно оставить уже сейчас.
wait-just_now = только что
wait-minutes = { $minutes } мин
wait-hours = { $hours } ч
wait-hours_minutes = { $hours } ч { $minutes } мин
wait-since = с { $time }
when-today = сегодня в { $time }
when-tomorrow = завтра в { $time }
when-weekday = { $day } в { $time }
when-date = { $date } в { $time }
weekday-1 = в понедельник
weekday-2 = во вторник
weekday-3 = в среду
weekday-4 = в четверг
weekday-5 = в пятницу
weekday-6 = в субботу
weekday-7 = в воскресенье
date-1 = { $day } января
date-2 = { $day } февраля
date-3 = { $day } марта
date-4 = { $day } апреля
date-5 = { $day } мая
date-6 = { $day } июня
date-7 = { $day } июля
date-8 = { $day } августа
date-9 = { $day } сентября
date-10 = { $day } октября
date-11 = { $day } ноября
date-12 = { $day } декабря
call-handed =
    🔔 <b>Вызов теперь у вас: { $who }</b>
    { $manager } отсутствует.
    { $mention }
