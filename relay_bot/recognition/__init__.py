"""A voice or a photo becomes text, on this machine, in worker processes with limits of time and memory.

    recogniser = Recogniser(config)
    recogniser.warm()                                          # at the start: returns at once
    heard = await recogniser.listen(ogg, stated_s=5, language="ru", client_id=17)   # HeardVoice or NotHeard(reason)
    seen = await recogniser.read(jpeg, "photo", client_id=17)                       # SeenPhoto or NotRead(reason)
    await recogniser.close()

Nothing is raised for a file, however hostile: `domain/recognition.py` has the reasons. `recogniser.py` has the queue,
`process.py` what a worker does, `voice.py` and `photo.py` the way of a recording and of a picture, `whisper.py`,
`gigaam.py` and `tesseract.py` the engines, `equipment.py` what this machine lacks, `models.py` the folders of models.
`listener.py` takes recordings from the table and writes down what came of them; app.py runs it. Worker processes import
`process.py` and what it needs: neither aiogram nor SQLAlchemy may come in there.
"""
