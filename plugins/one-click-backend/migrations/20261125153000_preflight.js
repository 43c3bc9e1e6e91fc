// @ts-check

const INSTANT_LENGTH = 24;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('host_claims', table => {
    table.comment('Which rollout each address of a cluster belongs to');
    table.string('cluster', 63).notNullable();
    table
      .string('address', 64)
      .notNullable()
      .comment('Hash of host and path, since paths are too long for an index');
    table.string('host', 253).notNullable().comment('* for any');
    table.text('path').notNullable();
    table
      .string('rollout_id', 36)
      .notNullable()
      .references('id')
      .inTable('rollouts')
      .onDelete('CASCADE');
    table.string('claimed_at', INSTANT_LENGTH).notNullable();
    table.primary(['cluster', 'address']);
    table.index(['rollout_id'], 'host_claims_rollout_idx');
  });

  await knex.schema.createTable('preflights', table => {
    table.comment(
      'What the newest pre-flight of a person found in a draft: a save of that draft answers for it',
    );
    table
      .string('project_id', 36)
      .notNullable()
      .references('id')
      .inTable('projects')
      .onDelete('CASCADE');
    table.string('rollout', 63).notNullable();
    table.string('actor').notNullable();
    table.string('draft_hash', 64).notNullable();
    table.text('findings', 'longtext').notNullable();
    table.string('checked_at', INSTANT_LENGTH).notNullable();
    table.primary(['project_id', 'rollout', 'actor']);
    table.index(['checked_at'], 'preflights_checked_idx');
  });

  await knex.schema.alterTable('revisions', table => {
    table
      .text('acknowledged', 'longtext')
      .nullable()
      .comment('Warnings that were taken with it');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('revisions', table => {
    table.dropColumn('acknowledged');
  });
  await knex.schema.dropTable('preflights');
  await knex.schema.dropTable('host_claims');
};
