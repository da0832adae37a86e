package org.odklep.web.graph;

import java.util.Map;

/**
 * The JSON object that a request brought, as plain maps, lists, texts, numbers, truth values and nulls. Every text in it
 * can be stored and written again.
 */
public record Body(Map<String, Object> members) {}
