package dev.errata.tasks.questions.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Values of a Parquet file as JSON: columns become fields, lists become lists, and groups become objects. */
final class ParquetValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ParquetValues() {}

    /** A row or a group; what is null is left out. */
    static ObjectNode object(Group group) {
        ObjectNode object = JSON.objectNode();
        GroupType type = group.getType();
        for (int field = 0; field < type.getFieldCount(); field++) {
            int count = group.getFieldRepetitionCount(field);
            if (type.getType(field).isRepetition(Type.Repetition.REPEATED)) {
                object.set(type.getFieldName(field), repeated(group, field, count));
            } else if (count > 0) {
                object.set(type.getFieldName(field), value(group, field, 0));
            }
        }
        return object;
    }

    private static ArrayNode repeated(Group group, int field, int count) {
        ArrayNode list = JSON.arrayNode(count);
        for (int i = 0; i < count; i++) {
            list.add(value(group, field, i));
        }
        return list;
    }

    private static JsonNode value(Group group, int field, int index) {
        Type type = group.getType().getType(field);
        if (type.isPrimitive()) {
            return primitive(group, field, index);
        }
        Group below = group.getGroup(field, index);
        return type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
                ? list(below)
                : object(below);
    }

    /** A list is a group around a repeated group around each element, or around the repeated elements themselves. */
    private static ArrayNode list(Group group) {
        ArrayNode list = JSON.arrayNode();
        Type repeated = group.getType().getType(0);
        boolean wrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            if (!wrapped) {
                list.add(value(group, 0, i));
            } else {
                Group element = group.getGroup(0, i);
                list.add(element.getFieldRepetitionCount(0) == 0 ? JSON.nullNode() : value(element, 0, 0));
            }
        }
        return list;
    }

    private static JsonNode primitive(Group group, int field, int index) {
        PrimitiveType type = group.getType().getType(field).asPrimitiveType();
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
            return DecimalNode.valueOf(new BigDecimal(unscaled(group, field, index, type), decimal.getScale()));
        }
        return switch (type.getPrimitiveTypeName()) {
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                TextNode.valueOf(group.getBinary(field, index).toStringUsingUTF8());
            case INT32 -> JSON.numberNode(group.getInteger(field, index));
            case INT64 -> JSON.numberNode(group.getLong(field, index));
            case FLOAT -> number(Float.toString(group.getFloat(field, index)));
            case DOUBLE -> number(Double.toString(group.getDouble(field, index)));
            case BOOLEAN -> JSON.booleanNode(group.getBoolean(field, index));
            case INT96 -> TextNode.valueOf(group.getInt96(field, index).toString());
        };
    }

    /** A number with the digits that Java prints; NaN, which pandas writes for null, and infinity are null. */
    private static JsonNode number(String digits) {
        return digits.endsWith("N") || digits.endsWith("y") ? JSON.nullNode() : JSON.numberNode(new BigDecimal(digits));
    }

    private static BigInteger unscaled(Group group, int field, int index, PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> BigInteger.valueOf(group.getInteger(field, index));
            case INT64 -> BigInteger.valueOf(group.getLong(field, index));
            default -> new BigInteger(group.getBinary(field, index).getBytes());
        };
    }
}
