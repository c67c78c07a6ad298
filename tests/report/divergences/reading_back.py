"""Text of what was rendered, for the tests."""

import io

from pptx import Presentation


def text_of(out):
    """All text of a report: of a deck that of its shapes, tables and notes, a line each."""
    if isinstance(out, str):
        return out
    return "\n".join(text for slide in Presentation(io.BytesIO(out)).slides for text in texts_of(slide))


def texts_of(slide):
    """The texts of a slide, its notes last."""
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    texts += [cell.text for shape in slide.shapes if shape.has_table for cell in shape.table.iter_cells()]
    return [*texts, slide.notes_slide.notes_text_frame.text]
