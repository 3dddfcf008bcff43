// Every sentence of the page itself, in Russian and English. What people and the bot write is never here.

const LANGUAGES = {
  ru: {
    title: "Relay Bot — песочница",
    connecting: "Соединение…",
    client: "Клиент",
    manager: "Менеджер",
    newClient: "Новый клиент",
    findPerson: "Имя или телефон",
    nobody: "Никого не нашли",
    noPhone: "номер не указан",
    firstName: "Имя",
    lastName: "Фамилия",
    phone: "Телефон",
    create: "Создать",
    cancel: "Отмена",
    close: "Закрыть",
    ok: "Понятно",
    back: "Назад",
    menu: "Меню",
    bot: "бот",
    typing: "печатает",
    blockedState: "бот остановлен клиентом",
    blockBot: "Остановить бота",
    unblockBot: "Снова запустить бота",
    restart: "Отправить /start",
    start: "Запустить",
    whatCanBotDo: "Что умеет этот бот?",
    botAbout: "Соединяет с вашим менеджером: пишите сюда, он ответит. Нажмите «Запустить», чтобы начать.",
    noMessages: "Здесь пока нет сообщений",
    noTopics: "Тем пока нет",
    noTopicsHint: "Они появятся, когда клиенты напишут боту",
    nothingFound: "Ничего не найдено",
    message: "Сообщение",
    send: "Отправить",
    attach: "Прикрепить",
    photo: "Фото",
    file: "Файл",
    audio: "Голосовое из файла",
    location: "Геопозиция",
    record: "Записать голосовое",
    recording: "Идёт запись",
    noMicrophone: "Микрофон недоступен",
    commands: "Команды",
    botKeyboard: "Клавиатура бота",
    caption: "Подпись",
    remove: "Убрать",
    uploadFailed: "Не удалось отправить файл",
    shareContact: "Поделиться контактом?",
    shareContactText: "{bot} увидит ваш номер {phone}.",
    share: "Поделиться",
    shareLocation: "Отправить геопозицию",
    searchTopics: "Поиск по темам",
    privateChat: "Личный чат с ботом",
    general: "General",
    closed: "тема закрыта",
    pinned: "закреплена",
    pinnedMessage: "Закреплённое сообщение",
    pinTopic: "Закрепить тему",
    unpinTopic: "Открепить тему",
    closeTopic: "Закрыть тему",
    reopenTopic: "Открыть тему снова",
    deleteTopic: "Удалить тему",
    deleteTopicAsk: "Удалить тему «{name}» со всеми сообщениями?",
    delete: "Удалить",
    reply: "Ответить",
    replyQuote: "Ответить на выделенное",
    edit: "Изменить",
    editing: "Изменение сообщения",
    copy: "Копировать текст",
    deleteForAll: "Удалить у всех",
    deleteAsk: "Удалить сообщение у всех?",
    copied: "Скопировано",
    react: "Поставить реакцию {emoji}",
    messageMenu: "Действия с сообщением",
    edited: "изменено",
    silent: "без звука",
    waiting: "ещё не отправлено",
    today: "Сегодня",
    yesterday: "Вчера",
    toBottom: "Вниз, к новым сообщениям",
    sticker: "Стикер",
    stickers: "Стикеры",
    voice: "Голосовое сообщение",
    videoNote: "Видеосообщение",
    video: "Видео",
    music: "Аудиофайл",
    animation: "Анимация",
    document: "Документ",
    contact: "Контакт",
    poll: "Опрос",
    album: "Альбом",
    unsupported: "Это сообщение здесь не показать",
    openMap: "Открыть карту",
    openPdf: "Открыть документ {name}",
    download: "Скачать",
    enlarge: "Открыть фото",
    next: "Вперёд",
    previous: "Назад",
    topicCreated: "Тема «{name}» создана",
    topicRenamed: "Тема переименована: «{name}»",
    topicIcon: "Значок темы изменён",
    topicIconGone: "Значок темы убран",
    topicClosed: "Тема закрыта",
    topicReopened: "Тема снова открыта",
    generalHidden: "General скрыт",
    generalShown: "General снова виден",
    pinnedService: "{who} закрепляет «{what}»",
    joined: "{who} теперь в группе",
    left: "{who} выходит из группы",
    titleChanged: "Новое название группы: «{name}»",
    photoChanged: "Фото группы обновлено",
    groupCreated: "Группа «{name}» создана",
    rings: "Телефон звонит: {who}",
    language: "English",
    languageHint: "Switch to English",
    ringState: "Уведомления со звуком",
    noRings: "Звуковых уведомлений пока не было.",
    noGroup: "Нет своей группы",
    noPhoneToShare: "У этого клиента не указан номер. Создайте клиента с номером или выберите другого.",
    spoiler: "Скрытый текст, нажмите, чтобы показать",
    copyHint: "Нажмите, чтобы скопировать",
    linkUnknown: "Эта тема здесь недоступна",
    members: { one: "{n} участник", few: "{n} участника", many: "{n} участников", other: "{n} участника" },
    topics: { one: "{n} тема", few: "{n} темы", many: "{n} тем", other: "{n} темы" },
    newMessages: {
      one: "{n} новое сообщение", few: "{n} новых сообщения", many: "{n} новых сообщений", other: "{n} нового сообщения",
    },
    unread: { one: "{n} непрочитанное", few: "{n} непрочитанных", many: "{n} непрочитанных", other: "{n} непрочитанных" },
    files: { one: "Отправить файл", few: "Отправить {n} файла", many: "Отправить {n} файлов", other: "Отправить {n} файла" },
    votes: { one: "{n} голос", few: "{n} голоса", many: "{n} голосов", other: "{n} голоса" },
    bytes: ["Б", "КБ", "МБ", "ГБ"],
  },
  en: {
    title: "Relay Bot — sandbox",
    connecting: "Connecting…",
    client: "Client",
    manager: "Manager",
    newClient: "New client",
    findPerson: "Name or phone",
    nobody: "Nobody found",
    noPhone: "no phone number",
    firstName: "First name",
    lastName: "Last name",
    phone: "Phone",
    create: "Create",
    cancel: "Cancel",
    close: "Close",
    ok: "OK",
    back: "Back",
    menu: "Menu",
    bot: "bot",
    typing: "typing",
    blockedState: "the client has stopped the bot",
    blockBot: "Stop the bot",
    unblockBot: "Restart the bot",
    restart: "Send /start",
    start: "Start",
    whatCanBotDo: "What can this bot do?",
    botAbout: "It connects you with your manager: write here and they answer. Press Start to begin.",
    noMessages: "No messages here yet",
    noTopics: "No topics yet",
    noTopicsHint: "They appear when clients write to the bot",
    nothingFound: "Nothing found",
    message: "Message",
    send: "Send",
    attach: "Attach",
    photo: "Photo",
    file: "File",
    audio: "Voice from a file",
    location: "Location",
    record: "Record a voice message",
    recording: "Recording",
    noMicrophone: "The microphone is not available",
    commands: "Commands",
    botKeyboard: "Bot keyboard",
    caption: "Caption",
    remove: "Remove",
    uploadFailed: "The file could not be sent",
    shareContact: "Share your contact?",
    shareContactText: "{bot} will see your number {phone}.",
    share: "Share",
    shareLocation: "Send location",
    searchTopics: "Search topics",
    privateChat: "Private chat with the bot",
    general: "General",
    closed: "topic closed",
    pinned: "pinned",
    pinnedMessage: "Pinned message",
    pinTopic: "Pin topic",
    unpinTopic: "Unpin topic",
    closeTopic: "Close topic",
    reopenTopic: "Reopen topic",
    deleteTopic: "Delete topic",
    deleteTopicAsk: "Delete the topic “{name}” with all its messages?",
    delete: "Delete",
    reply: "Reply",
    replyQuote: "Reply to the selection",
    edit: "Edit",
    editing: "Edit message",
    copy: "Copy text",
    deleteForAll: "Delete for everyone",
    deleteAsk: "Delete this message for everyone?",
    copied: "Copied",
    react: "React with {emoji}",
    messageMenu: "Message actions",
    edited: "edited",
    silent: "silent",
    waiting: "not sent yet",
    today: "Today",
    yesterday: "Yesterday",
    toBottom: "Down to the newest messages",
    sticker: "Sticker",
    stickers: "Stickers",
    voice: "Voice message",
    videoNote: "Video message",
    video: "Video",
    music: "Audio",
    animation: "Animation",
    document: "Document",
    contact: "Contact",
    poll: "Poll",
    album: "Album",
    unsupported: "This message can't be shown here",
    openMap: "Open map",
    openPdf: "Open document {name}",
    download: "Download",
    enlarge: "Open photo",
    next: "Next",
    previous: "Previous",
    topicCreated: "Topic “{name}” created",
    topicRenamed: "Topic renamed to “{name}”",
    topicIcon: "Topic icon changed",
    topicIconGone: "Topic icon removed",
    topicClosed: "Topic closed",
    topicReopened: "Topic reopened",
    generalHidden: "General hidden",
    generalShown: "General shown again",
    pinnedService: "{who} pinned “{what}”",
    joined: "{who} joined the group",
    left: "{who} left the group",
    titleChanged: "Group renamed to “{name}”",
    photoChanged: "Group photo changed",
    groupCreated: "Group “{name}” created",
    rings: "Phone rings: {who}",
    language: "Русский",
    languageHint: "Переключить на русский",
    ringState: "Notifications with sound",
    noRings: "No notification has sounded yet.",
    noGroup: "No group of their own",
    noPhoneToShare: "This client has no phone number. Create one with a number or choose another.",
    spoiler: "Hidden text, press to show",
    copyHint: "Press to copy",
    linkUnknown: "This topic is not available here",
    members: { one: "{n} member", other: "{n} members" },
    topics: { one: "{n} topic", other: "{n} topics" },
    newMessages: { one: "{n} new message", other: "{n} new messages" },
    unread: { one: "{n} unread", other: "{n} unread" },
    files: { one: "Send file", other: "Send {n} files" },
    votes: { one: "{n} vote", other: "{n} votes" },
    bytes: ["B", "KB", "MB", "GB"],
  },
};

/** The server has chosen it: what was chosen here before, else the browser's. */
export const language = document.documentElement.lang;
const words = LANGUAGES[language];
const rules = new Intl.PluralRules(language);
const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayMonth = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
const dayMonthYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
const weekday = new Intl.DateTimeFormat(language, { weekday: "short" });
const shortDate = new Intl.DateTimeFormat(language, { day: "2-digit", month: "2-digit", year: "2-digit" });

export function switchLanguage() {
  document.cookie = `language=${language === "ru" ? "en" : "ru"}; path=/; max-age=31536000; samesite=strict`;
  location.assign("/"); // each language may have a sandbox of its own
}

/** The sentence `key`; `{name}` is replaced from `values`, and `values.n` picks the plural form. */
export function t(key, values = {}) {
  let sentence = words[key];
  if (typeof sentence === "object") sentence = sentence[rules.select(values.n)] || sentence.other;
  return sentence.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? String(values[name]) : hole));
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const daysAgo = (date) => Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);

export const timeOf = (unix) => clock.format(new Date(unix * 1000));
export const fullTimeOf = (unix) => `${dayMonthYear.format(new Date(unix * 1000))}, ${timeOf(unix)}`;
export const dayKey = (unix) => midnight(new Date(unix * 1000));

/** The caption of a day separator. */
export function dayOf(unix) {
  const date = new Date(unix * 1000);
  const ago = daysAgo(date);
  if (ago === 0) return t("today");
  if (ago === 1) return t("yesterday");
  return (date.getFullYear() === new Date().getFullYear() ? dayMonth : dayMonthYear).format(date);
}

/** The short stamp of a list row: a time today, a weekday this week, a date before that. */
export function stampOf(unix) {
  const date = new Date(unix * 1000);
  const ago = daysAgo(date);
  if (ago <= 0) return clock.format(date);
  return ago < 7 ? weekday.format(date) : shortDate.format(date);
}

export function sizeOf(bytes) {
  let size = bytes || 0;
  let unit = 0;
  while (size >= 1024 && unit < words.bytes.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${number.format(size)} ${words.bytes[unit]}`;
}

export const durationOf = (seconds) => {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};
