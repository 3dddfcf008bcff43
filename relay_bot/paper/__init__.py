"""A waybill's snapshot becomes a PDF, in a worker process with limits of time and memory.

    press = Press(config.waybill.template, config.company.logo)
    press.warm()                                    # at the start: returns at once
    pdf = await press.print_waybill(sheet)          # bytes, or a DocumentError with a sentence for the admin
    await press.close()

`sheet.py` says what a document holds, `templates/waybill.html` how it looks, `render.py` what a template may do.
Worker processes import this room: neither aiogram nor SQLAlchemy may come in here.
"""
