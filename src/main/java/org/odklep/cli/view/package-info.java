/**
 * What the server answers, set for people. Reads JSON trees and fills pages; asks nobody anything.
 */
@NullMarked
package org.odklep.cli.view;

import org.jspecify.annotations.NullMarked;
