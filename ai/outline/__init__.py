"""Reading structure out of what people wrote: lists, headings, indents, sentences, arrows."""
