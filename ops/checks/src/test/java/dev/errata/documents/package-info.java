/** Checks of what people read: documents, comments, help texts and the page of settings. */
@NullMarked
package dev.errata.documents;

import org.jspecify.annotations.NullMarked;
