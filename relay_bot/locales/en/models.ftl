# relay-bot models: the models of recognition on this machine.

models-voice = Voice messages are recognised: { $engine }, model { $folder }.
models-photo = Photos are read: Tesseract and QR codes, languages in { $folder }.
models-off = Recognition of voice and photos is switched off in [features].
models-voice_packages = Voice messages are not recognised: packages { $where } are missing.
models-voice_packages_do = Install them: pip install "relay-bot[voice]"
models-voice_model = Voice messages are not recognised: there is no model in { $where }.
models-voice_model_do = Download it: relay-bot models fetch
models-photo_packages = Photos are not read: packages { $where } are missing.
models-photo_packages_do = Install them: pip install "relay-bot[ocr]"
models-photo_data = Photos are not read: the languages of Tesseract are missing ({ $where }).
models-photo_data_do = Install them: sudo apt-get install -y tesseract-ocr tesseract-ocr-rus, or name a folder in [recognition] tessdata.
models-own = The model in { $folder } is not a known one: its files can't be verified.
models-model = { $model } ({ $languages }), { $size } MB: { $folder }
models-file = { "  " }{ $sign } { $file }, { $size } MB: { $state }
models-file_good = here, the checksum is right
models-file_missing = missing
models-file_partial = only partly downloaded
models-file_different = another file: size or checksum differ
models-known = Known models (relay-bot models fetch NAME):
models-known_one = { "  " }{ $model }: { $engine }, { $languages }, { $size } MB
models-unknown = There is no model { $model }. Known: { $known }
models-fetching = Downloading { $model }, { $size } MB, into { $folder }
models-progress = { "  " }{ $file }: { $percent } % of { $size } MB
models-fetched = Done, the checksums are right: { $folder }
models-set = For the bot to use it, set in [recognition]: speech = "{ $speech }", speech_model = "{ $folder }", and restart it.
models-no_room = Not enough room for { $folder }: { $needed_mb } MB needed, { $free_mb } MB free.
models-not_fetched = Not downloaded: { $url } ({ $reason }). Run the same command again: what had come is kept.
models-bad_checksum = { $file } from { $url } is another file: its checksum differs. It was removed.
