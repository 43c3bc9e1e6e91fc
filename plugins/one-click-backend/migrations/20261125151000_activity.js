// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('activity', table => {
    table.string('kind', 16).nullable().comment('Of the act');
    table
      .string('rollout_name', 63)
      .nullable()
      .comment('Outlives the row of the rollout');
    table.string('outcome', 16).notNullable().defaultTo('done');
    table.text('details').nullable().comment('JSON; never a secret');
    table.index(['project_id', 'kind', 'id'], 'activity_kind_idx');
    table.index(['project_id', 'actor', 'id'], 'activity_actor_idx');
    table.index(['project_id', 'outcome', 'id'], 'activity_outcome_idx');
    table.index(['rollout_id', 'kind', 'id'], 'activity_rollout_kind_idx');
  });
  await knex('activity')
    .where('act', 'like', 'project-%')
    .update({ kind: 'project' });
  await knex('activity').whereNull('kind').update({ kind: 'save' });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('activity', table => {
    table.dropIndex(['rollout_id', 'kind', 'id'], 'activity_rollout_kind_idx');
    table.dropIndex(['project_id', 'outcome', 'id'], 'activity_outcome_idx');
    table.dropIndex(['project_id', 'actor', 'id'], 'activity_actor_idx');
    table.dropIndex(['project_id', 'kind', 'id'], 'activity_kind_idx');
    table.dropColumn('details');
    table.dropColumn('outcome');
    table.dropColumn('rollout_name');
    table.dropColumn('kind');
  });
};
