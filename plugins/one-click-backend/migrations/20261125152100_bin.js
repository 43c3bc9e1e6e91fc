// @ts-check

const INSTANT_LENGTH = 24;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('projects', table => {
    table
      .string('binned_at', INSTANT_LENGTH)
      .nullable()
      .comment('Since when it waits in the bin');
    table.string('binned_by').nullable();
    table
      .string('purge_at', INSTANT_LENGTH)
      .nullable()
      .comment('When it is purged unless it is restored; absent for never');
    table.string('purge_id', 36).nullable().comment('The purge under way');
    table
      .boolean('adopted')
      .notNullable()
      .defaultTo(false)
      .comment(
        'Whether the namespace was there before, and so is never deleted',
      );
    table
      .string('policy', 64)
      .nullable()
      .comment('Hash of the objects that guard its namespace');
    table.string('avatar', 64).nullable().comment('Hash of its picture');
    table.index(['binned_at'], 'projects_binned_idx');
    table.index(['purge_at'], 'projects_purge_idx');
  });

  await knex.schema.alterTable('rollouts', table => {
    table
      .string('binned_at', INSTANT_LENGTH)
      .nullable()
      .comment('Since when it waits in the bin');
    table.string('binned_by').nullable();
    table
      .string('purge_at', INSTANT_LENGTH)
      .nullable()
      .comment('When it is purged unless it is restored; absent for never');
    table
      .boolean('binned_with_project')
      .notNullable()
      .defaultTo(false)
      .comment(
        'Whether it went to the bin with its project, and so comes back with it',
      );
    table.string('purge_id', 36).nullable().comment('The purge under way');
    table.string('avatar', 64).nullable().comment('Hash of its picture');
    table.index(['binned_at'], 'rollouts_binned_idx');
    table.index(['purge_at'], 'rollouts_purge_idx');
  });

  await knex.schema.createTable('purges', table => {
    table.comment(
      'Purges and what came of them; kept after what they purged is gone',
    );
    table.string('id', 36).primary();
    table
      .string('parent_id', 36)
      .nullable()
      .comment("The project's purge that this one of a rollout is part of");
    table.string('project_id', 36).notNullable();
    table.string('project', 63).notNullable();
    table.string('rollout', 63).nullable();
    table.string('requested_at', INSTANT_LENGTH).notNullable();
    table.string('requested_by').notNullable();
    table.string('checked_at', INSTANT_LENGTH).nullable();
    table.string('finished_at', INSTANT_LENGTH).nullable();
    table
      .text('seen', 'longtext')
      .notNullable()
      .comment('Every object that was there at some time');
    table.text('remaining', 'longtext').notNullable();
    table.text('kept', 'longtext').notNullable();
    table.index(['parent_id'], 'purges_parent_idx');
    table.index(['project_id'], 'purges_project_idx');
  });

  await knex.schema.createTable('avatars', table => {
    table.comment('Pictures of projects and rollouts');
    table
      .string('subject', 45)
      .primary()
      .comment('project:<id> or rollout:<id>');
    table.string('media_type', 16).notNullable();
    table.binary('image').notNullable();
    table.string('changed_at', INSTANT_LENGTH).notNullable();
    table.string('changed_by').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('avatars');
  await knex.schema.dropTable('purges');
  await knex.schema.alterTable('rollouts', table => {
    table.dropIndex(['binned_at'], 'rollouts_binned_idx');
    table.dropIndex(['purge_at'], 'rollouts_purge_idx');
    table.dropColumns(
      'binned_at',
      'binned_by',
      'purge_at',
      'binned_with_project',
      'purge_id',
      'avatar',
    );
  });
  await knex.schema.alterTable('projects', table => {
    table.dropIndex(['binned_at'], 'projects_binned_idx');
    table.dropIndex(['purge_at'], 'projects_purge_idx');
    table.dropColumns(
      'binned_at',
      'binned_by',
      'purge_at',
      'purge_id',
      'adopted',
      'policy',
      'avatar',
    );
  });
};
