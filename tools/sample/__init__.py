"""The parts of the sample's own studio: the lecture, how it is drawn, spoken and filmed."""
